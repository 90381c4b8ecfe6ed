void MAIN()
{
    vec3 colour = texture(INPUT, INPUT_UV).rgb;
    colour += bloom * (0.30 * texture(close, INPUT_UV).rgb + 0.55 * texture(wide, INPUT_UV).rgb);
    vec2 off = (INPUT_UV - 0.5) * 1.25;
    colour *= 1.0 - 0.55 * dot(off, off);
    colour = pow(film(colour), vec3(1.0 / 2.2));
    colour = mix(colour, colour * colour * (3.0 - 2.0 * colour), 0.22 * contrast);
    // Jimenez 2014: interleaved gradient noise; without it dark gradients show bands.
    vec2 pixel = INPUT_UV * INPUT_SIZE;
    float grain = fract(52.9829189 * fract(dot(pixel, vec2(0.06711056, 0.00583715))));
    FRAGCOLOR = vec4(colour + (grain - 0.5) * 0.02, 1.0);
}
