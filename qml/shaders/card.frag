VARYING vec2 across;
VARYING vec3 glow;

void MAIN()
{
    float inside = max(0.0, 1.0 - dot(across, across));
    FRAGCOLOR = vec4(glow * inside * inside * inside * strength, 1.0);
}
