VARYING vec3 radiance;
VARYING vec4 veil;

// A colour as a screen wants it, and nothing else.
void MAIN()
{
    vec3 c = clamp(radiance, 0.0, 1.0);
    FRAGCOLOR = vec4(mix(12.92 * c, 1.055 * pow(c, vec3(1.0 / 2.4)) - 0.055, step(0.0031308, c)), 1.0);
}
