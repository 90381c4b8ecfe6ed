// What a lens and a film make of light, in the material itself. A root stands in place of the power 1/2.2 that a screen
// wants, within .012 of it: powers and a sine for the grain were a fifth of a frame without a graphics card.
vec3 pictured(vec3 light)
{
    vec2 off = (gl_FragCoord.xy / viewSize - 0.5) * 1.25;
    vec3 colour = film(light * (1.0 - 0.55 * dot(off, off)));
    return sqrt(colour) * 1.137 - colour * 0.142;
}

// Jimenez 2014: interleaved gradient noise; without it dark gradients show bands.
float grain()
{
    return (fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5) * 0.012;
}

