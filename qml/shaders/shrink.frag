void MAIN()
{
    vec2 step = 1.0 / INPUT_SIZE;
    FRAGCOLOR = 0.25 * (texture(INPUT, INPUT_UV + step * vec2(-1.0, -1.0)) +
                        texture(INPUT, INPUT_UV + step * vec2(1.0, -1.0)) +
                        texture(INPUT, INPUT_UV + step * vec2(-1.0, 1.0)) +
                        texture(INPUT, INPUT_UV + step * vec2(1.0, 1.0)));
}
