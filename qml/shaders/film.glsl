// Narkowicz 2015: a fit of the film curve of ACES.
vec3 film(vec3 c)
{
    return clamp((c * (2.51 * c + 0.03)) / (c * (2.43 * c + 0.59) + 0.14), 0.0, 1.0);
}

