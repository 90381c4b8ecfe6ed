VARYING vec3 place;
VARYING vec3 face;

float line(float at)
{
    float wide = fwidth(at) * 0.9 + 0.012;
    float from = abs(fract(at - 0.5) - 0.5);
    return 1.0 - smoothstep(0.0, wide, from);
}

float pool(vec2 lamp, float reach)
{
    vec2 way = place.xz - lamp;
    return 1.0 / (1.0 + dot(way, way) / (reach * reach) * 3.0);
}

// Colours come in linear; what is seen is not.
vec3 seen(vec3 colour)
{
    vec3 c = clamp(colour, 0.0, 1.0);
    return mix(12.92 * c, 1.055 * pow(c, vec3(1.0 / 2.4)) - 0.055, step(0.0031308, c));
}

void MAIN()
{
    float distance = length(place - CAMERA_POSITION);
    vec3 colour = mix(near.rgb, far.rgb, smoothstep(4.0, 14.0, distance));
    float lines = max(line(place.x), line(place.z));
    colour = mix(colour, grid.rgb, lines * (1.0 - smoothstep(5.0, 20.0, distance)));
    colour *= 1.0 - 0.55 * pool(vec2(0.1, 0.1), 1.6);
    colour += heatColour.rgb * heat * pool(vec2(0.5, 1.3), 1.2) * 0.18;
    colour += vec3(1.0, 0.03, 0.06) * beacon * pool(vec2(-1.6, 0.0), 1.5) * 0.12;
    colour = mix(colour, air.rgb, smoothstep(7.0, 22.0, distance));
    colour = mix(colour, vec3(dot(colour, vec3(0.3, 0.5, 0.2))), grey);
    FRAGCOLOR = vec4(seen(colour), 1.0);
}
