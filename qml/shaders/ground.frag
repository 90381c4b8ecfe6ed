void MAIN()
{
    vec4 light = floorLight();
    FRAGCOLOR = vec4(pictured(light.rgb) + grain(), light.a);
}
