VARYING vec2 across;
VARYING vec3 glow;

// Turned to whoever looks; gone where one stands in it.
void MAIN()
{
    vec3 middle = (MODEL_MATRIX * vec4(VERTEX, 1.0)).xyz;
    vec4 seen = VIEW_MATRIX * vec4(middle, 1.0);
    float away = length(seen.xyz);
    across = UV0;
    glow = COLOR.rgb * tint * smoothstep(1.0, 4.5, away) * exp(-away * fogginess * 0.7);
    POSITION = PROJECTION_MATRIX * (seen + vec4(NORMAL.xy, 0.0, 0.0));
}
