VARYING vec3 radiance;
VARYING vec4 veil;
VARYING vec3 spot;
VARYING vec3 own; // about the model's own place: what is uneven goes where its machine goes
VARYING vec3 facing;
VARYING float kind;

void MAIN()
{
    vec3 place = (MODEL_MATRIX * vec4(VERTEX, 1.0)).xyz;
    vec3 normal = normalize(mat3(MODEL_MATRIX) * NORMAL);
    int finish = int(COLOR.a + 0.5);
    radiance = greyed(surfaceLight(COLOR, vec4(UV0, UV1), normal, finish), finish);
    veil = veilAt(place, length(place - CAMERA_POSITION));
    spot = place;
    own = VERTEX;
    facing = normal;
    kind = COLOR.a;
    POSITION = VIEWPROJECTION_MATRIX * vec4(place, 1.0);
}
