// Colours come in linear; what is seen is not.
vec3 seen(vec3 colour)
{
    vec3 c = clamp(colour, 0.0, 1.0);
    return mix(12.92 * c, 1.055 * pow(c, vec3(1.0 / 2.4)) - 0.055, step(0.0031308, c));
}

void MAIN()
{
    vec3 colour = shine.rgb * strength;
    FRAGCOLOR = vec4(seen(mix(colour, vec3(dot(colour, vec3(0.3, 0.5, 0.2))), grey)), 1.0);
}
