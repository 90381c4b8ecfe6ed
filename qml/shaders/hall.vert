VARYING vec3 radiance;
VARYING vec4 veil; // fog's colour, and how much of it

// Cool near the entrance, warm towards the light at the far end.
vec3 fogAt(vec3 place)
{
    float far = clamp(-place.z / hallSize.z, 0.0, 1.0);
    return mix(nearFog, farFog, far * far * far) ;
}

// The ceiling's strips as a shiny surface shows them: where the mirrored ray meets their height.
float stripsIn(vec3 from, vec3 ray)
{
    if (ray.y < 0.05)
        return 0.0;
    vec3 hit = from + ray * ((naves.w - from.y) / ray.y);
    float aside = abs(mod(hit.x - naves.x + 0.5 * naves.y, naves.y) - 0.5 * naves.y);
    float off = abs(aside - 2.4);
    float inside = step(-hallSize.z, hit.z) * step(hit.z, 0.0);
    return inside * exp(-off * off * 2.5);
}

void MAIN()
{
    vec3 place = (MODEL_MATRIX * vec4(VERTEX, 1.0)).xyz;
    vec3 normal = normalize(mat3(MODEL_MATRIX) * NORMAL);
    vec4 weights = vec4(UV0, UV1);
    vec3 look = place - CAMERA_POSITION;
    float away = length(look);
    look /= away;
    int finish = int(COLOR.a + 0.5);

    vec3 light = COLOR.rgb;
    if (finish <= 1) {
        light += (glows * weights).rgb;
        if (finish == 1) {
            vec3 ray = reflect(look, normal);
            float edge = pow(1.0 - max(0.0, -dot(look, normal)), 4.0);
            light += stripColour * stripsIn(place, ray) * (0.03 + 0.30 * edge);
        }
    } else if (finish == 3) {
        light += core * (0.75 + 0.5 * abs(normal.z));
    } else if (finish == 4) {
        light = mix(vec3(0.05, 0.006, 0.006), vec3(2.6, 0.06, 0.08), beacon);
    } else if (finish == 5) {
        light *= alive;
    }
    light = mix(light, vec3(dot(light, vec3(0.3, 0.55, 0.15))) * 0.8, grey);

    if (plain > 0.5)
        light = finish == 3 ? core : light;

    float thick = clamp(1.2 - place.y / hallSize.y * 0.55, 0.3, 1.2);
    float through = exp(-pow(away * fogginess * thick, 1.4));
    radiance = light;
    veil = vec4(fogAt(place), 1.0 - through);
    POSITION = VIEWPROJECTION_MATRIX * vec4(place, 1.0);
}
