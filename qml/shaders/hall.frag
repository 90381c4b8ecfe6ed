VARYING vec3 radiance;
VARYING vec4 veil;

void MAIN()
{
    vec3 colour = pictured(mix(radiance, veil.rgb, veil.a) * exposure);
    FRAGCOLOR = vec4(mix(colour, vec3(0.62, 0.67, 0.74), hatched()) + grain(), 1.0);
}
