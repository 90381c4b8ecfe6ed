VARYING vec3 radiance;
VARYING vec4 veil;

// What turns is lit where it is now: by the ceiling, by the far light, from behind by the core.
void MAIN()
{
    vec3 place = (MODEL_MATRIX * vec4(VERTEX, 1.0)).xyz;
    vec3 normal = normalize(mat3(MODEL_MATRIX) * NORMAL);
    vec3 look = normalize(place - CAMERA_POSITION);
    float away = length(place - CAMERA_POSITION);
    vec3 light = COLOR.rgb;
    int finish = int(COLOR.a + 0.5);
    if (finish <= 1) {
        vec3 lamps = ambient + stripColour * (0.16 * max(0.0, normal.y * 0.7 + 0.3) + 0.04 * max(0.0, normal.z)) +
                     sideColour * 0.22 * max(0.0, normal.x);
        vec3 ray = reflect(look, normal);
        light *= brightness > 0.0 ? vec3(brightness * (0.85 + 0.15 * normal.y)) : lamps;
        if (finish == 1)
            light += stripColour * 0.11 * pow(max(0.0, ray.y), 3.0) * shine;
        light += core * (0.06 + 0.14 * max(0.0, -dot(normal, facing))) * shine;
    }
    light = mix(light, vec3(dot(light, vec3(0.3, 0.55, 0.15))) * 0.8, grey);
    float far = clamp(-place.z / hallSize.z, 0.0, 1.0);
    radiance = light;
    veil = vec4(mix(nearFog, farFog, far * far * far), 1.0 - exp(-pow(away * fogginess, 1.4)));
    POSITION = VIEWPROJECTION_MATRIX * vec4(place, 1.0);
}
