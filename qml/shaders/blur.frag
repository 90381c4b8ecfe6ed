// A bell of 13 pixels in one direction, of seven samples between pixels.
void MAIN()
{
    vec2 step = along / INPUT_SIZE;
    vec3 sum = 0.1964826 * texture(INPUT, INPUT_UV).rgb;
    sum += 0.2969069 * (texture(INPUT, INPUT_UV + step * 1.4117647).rgb + texture(INPUT, INPUT_UV - step * 1.4117647).rgb);
    sum += 0.0944704 * (texture(INPUT, INPUT_UV + step * 3.2941176).rgb + texture(INPUT, INPUT_UV - step * 3.2941176).rgb);
    sum += 0.0103814 * (texture(INPUT, INPUT_UV + step * 5.1764706).rgb + texture(INPUT, INPUT_UV - step * 5.1764706).rgb);
    FRAGCOLOR = vec4(sum, 1.0);
}
