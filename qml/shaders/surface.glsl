// What a surface radiates by the baked light, its machine's and its neighbours' heat, before what is mirrored in it.
vec3 surfaceLight(vec4 baked, vec4 weights, vec3 normal, int finish)
{
    if (finish <= 1)
        return baked.rgb + (glows * weights).rgb;
    if (finish == 3)
        return core * (0.75 + 0.5 * abs(normal.z));
    if (finish == 4)
        return mix(vec3(0.05, 0.006, 0.006), vec3(2.6, 0.06, 0.08), beacon);
    return finish == 5 ? baked.rgb * alive : baked.rgb;
}

vec3 greyed(vec3 light)
{
    return mix(light, vec3(dot(light, vec3(0.3, 0.55, 0.15))) * 0.8, grey);
}

