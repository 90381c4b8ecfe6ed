VARYING vec3 colour;
VARYING float cover;

void MAIN()
{
    FRAGCOLOR = vec4(mix(sqrt(colour), colour, lit), cover);
}
