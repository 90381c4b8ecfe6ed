// The ceiling's strips as a shiny surface shows them: where the mirrored ray meets their height. `sharp`: how little
// they are blurred.
float stripsIn(vec3 from, vec3 ray, float sharp)
{
    if (ray.y < 0.05)
        return 0.0;
    vec3 hit = from + ray * ((naves.w - from.y) / ray.y);
    float aside = abs(mod(hit.x - naves.x + 0.5 * naves.y, naves.y) - 0.5 * naves.y);
    float off = abs(aside - 2.4);
    float inside = step(-hallSize.z, hit.z) * (1.0 - smoothstep(-4.0, 0.0, hit.z));
    return inside * exp(-off * off * sharp);
}

