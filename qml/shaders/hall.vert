VARYING vec3 radiance;
VARYING vec4 veil;

void MAIN()
{
    vec3 place = (MODEL_MATRIX * vec4(VERTEX, 1.0)).xyz;
    vec3 normal = normalize(mat3(MODEL_MATRIX) * NORMAL);
    vec3 look = place - CAMERA_POSITION;
    float away = length(look);
    look /= away;
    int finish = int(COLOR.a + 0.5);

    vec3 light = surfaceLight(COLOR, vec4(UV0, UV1), normal, finish);
    if (finish == 1) {
        float edge = pow(1.0 - max(0.0, -dot(look, normal)), 4.0);
        light += stripColour * stripsIn(place, reflect(look, normal), 2.5) * (0.03 + 0.30 * edge);
    }
    light = greyed(light, finish);
    if (plain > 0.5)
        light = finish == 3 ? ember : light;

    radiance = light;
    veil = veilAt(place, away);
    POSITION = VIEWPROJECTION_MATRIX * vec4(place, 1.0);
}
