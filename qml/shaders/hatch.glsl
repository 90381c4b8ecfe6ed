// Hatched where a value is not to be trusted: seen from anywhere, and in grey, unlike anything that is cold.
float hatched()
{
    return 0.22 * grey * step(0.5, fract((gl_FragCoord.x + gl_FragCoord.y) / 14.0));
}

