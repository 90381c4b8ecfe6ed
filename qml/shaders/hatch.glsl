// Hatched where a value is not to be trusted: seen from anywhere, and in grey, unlike anything that is cold. One way
// where it is old, both ways where it is bad.
float hatched()
{
    float one = step(0.5, fract((gl_FragCoord.x + gl_FragCoord.y) / 14.0));
    float other = step(0.5, fract((gl_FragCoord.x - gl_FragCoord.y) / 14.0));
    return 0.22 * grey * max(one, crossed * other) + 0.16 * grey * crossed * one * other;
}

