// What has to be radiated for the film's curve to make this of it: channels that are compressed each by itself would
// turn orange into yellow.
vec3 unfilmed(vec3 seen)
{
    vec3 y = min(seen, vec3(0.96));
    vec3 a = 2.43 * y - 2.51;
    vec3 b = 0.59 * y - 0.03;
    return (-b - sqrt(max(b * b - 0.56 * a * y, vec3(0.0)))) / (2.0 * a);
}

// What a surface radiates by the baked light, its machine's and its neighbours' heat, before what is mirrored in it.
vec3 surfaceLight(vec4 baked, vec4 weights, vec3 normal, int finish)
{
    if (finish <= 1)
        return baked.rgb + (glows * weights).rgb;
    if (finish == 3)
        return unfilmed(ember * (0.8 + 0.2 * abs(normal.z))) / exposure;
    if (finish == 4)
        return mix(vec3(0.05, 0.006, 0.006), vec3(2.6, 0.06, 0.08), beacon);
    return finish == 5 ? baked.rgb * alive : baked.rgb;
}

// A warning light keeps its colour: what it warns of is known.
vec3 greyed(vec3 light, int finish)
{
    return finish == 4 ? light : mix(light, vec3(dot(light, vec3(0.3, 0.55, 0.15))) * 0.8, grey);
}

