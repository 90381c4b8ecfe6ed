void MAIN()
{
    FRAGCOLOR = floorLight();
}
