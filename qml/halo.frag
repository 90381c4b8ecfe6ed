VARYING vec2 spot;

void MAIN()
{
    float away = clamp(1.0 - length(spot), 0.0, 1.0);
    float light = strength * away * away * away;
    FRAGCOLOR = vec4(glow.rgb * light, light * cover);
}
