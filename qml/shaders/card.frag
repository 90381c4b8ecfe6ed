VARYING vec2 across;
VARYING vec3 glow;

void MAIN()
{
    float inside = max(0.0, 1.0 - dot(across, across));
    // Light that blooms by itself needs less of it.
    FRAGCOLOR = vec4(glow * inside * inside * inside * (open > 0.5 ? 0.4 : 1.0), 1.0);
}
