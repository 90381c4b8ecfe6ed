VARYING vec3 colour;
VARYING float cover;

// Lines that one sees a little through; through what glows with heat one sees what turns behind it.
void MAIN()
{
    vec3 place = (MODEL_MATRIX * vec4(VERTEX, 1.0)).xyz;
    bool heat = int(COLOR.a + 0.5) == 3;
    colour = heat ? core.rgb : tint.rgb;
    cover = heat ? 0.55 * glowing : 0.8;
    POSITION = VIEWPROJECTION_MATRIX * vec4(place, 1.0);
}
