VARYING vec3 radiance;
VARYING vec4 veil;

// Narkowicz 2015: a fit of the film curve of ACES.
vec3 film(vec3 c)
{
    return clamp((c * (2.51 * c + 0.03)) / (c * (2.43 * c + 0.59) + 0.14), 0.0, 1.0);
}

// A root stands in place of the power 1/2.2 that a screen wants, within .012 of it: powers and a sine for the grain
// were a fifth of a frame without a graphics card.
void MAIN()
{
    if (plain > 0.5) {
        vec3 c = clamp(radiance, 0.0, 1.0);
        FRAGCOLOR = vec4(mix(12.92 * c, 1.055 * pow(c, vec3(1.0 / 2.4)) - 0.055, step(0.0031308, c)), 1.0);
        return;
    }
    vec3 colour = mix(radiance, veil.rgb, veil.a) * exposure;
    if (open > 0.5) {
        float hatched = grey * step(0.5, fract((gl_FragCoord.x + gl_FragCoord.y) / 14.0));
        FRAGCOLOR = vec4(mix(colour, vec3(0.30, 0.36, 0.46), 0.22 * hatched), 1.0);
        return;
    }
    vec2 off = (gl_FragCoord.xy / viewSize - 0.5) * 1.25;
    colour *= 1.0 - 0.55 * dot(off, off);
    colour = film(colour);
    colour = sqrt(colour) * 1.137 - colour * 0.142;
    // Hatched where a value is not to be trusted: seen from anywhere, and in grey, unlike anything that is cold.
    if (grey > 0.0) {
        float hatch = grey * step(0.5, fract((gl_FragCoord.x + gl_FragCoord.y) / 14.0));
        colour = mix(colour, vec3(0.62, 0.67, 0.74), 0.22 * hatch);
    }
    // Jimenez 2014: interleaved gradient noise; without it dark gradients show bands.
    float grain = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
    FRAGCOLOR = vec4(colour + (grain - 0.5) * 0.012, 1.0);
}
