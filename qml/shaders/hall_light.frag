VARYING vec3 radiance;
VARYING vec4 veil;

void MAIN()
{
    FRAGCOLOR = vec4(mix(mix(radiance, veil.rgb, veil.a) * exposure, vec3(0.30, 0.36, 0.46), hatched()), 1.0);
}
