VARYING vec2 spot;

void MAIN()
{
    spot = VERTEX.xy / 50.0;
    vec4 centre = VIEW_MATRIX * MODEL_MATRIX * vec4(0.0, 0.0, 0.0, 1.0);
    centre.xy += spot * size * 0.5;
    POSITION = PROJECTION_MATRIX * centre;
}
