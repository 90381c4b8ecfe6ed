VARYING vec3 radiance;
VARYING vec4 veil;
VARYING vec3 spot;

float stripsIn(vec3 from, vec3 ray)
{
    vec3 hit = from + ray * ((naves.w - from.y) / max(ray.y, 0.02));
    float aside = abs(mod(hit.x - naves.x + 0.5 * naves.y, naves.y) - 0.5 * naves.y);
    float off = abs(aside - 2.4) * max(ray.y, 0.12) * 2.4;
    float gap = smoothstep(0.0, 0.5, mod(-hit.z - 0.5, 4.0));
    float inside = step(-hallSize.z, hit.z) * (1.0 - smoothstep(-4.0, 0.0, hit.z));
    return inside * (exp(-off * off * 26.0) * 0.8 * gap + exp(-off * off * 2.2) * 0.16);
}

// The floor's light, and how little of the mirror below it is seen.
vec4 floorLight()
{
    vec2 at = vec2(spot.x / hallSize.x + 0.5, 1.0 + spot.z / hallSize.z);
    vec4 paint = texture(markings, at);
    vec3 albedo = paint.rgb * paint.rgb;
    vec3 look = normalize(spot - CAMERA_POSITION);
    float slant = 1.0 - clamp(-look.y, 0.0, 1.0);
    float edge = slant * slant * slant;
    float wet = paint.a;
    vec3 colour = radiance * albedo;
    colour += stripColour * stripsIn(spot, reflect(look, vec3(0.0, 1.0, 0.0))) * (0.04 + 0.34 * edge) * wet;
    colour = mix(colour, veil.rgb, veil.a) * exposure;
    return vec4(colour, 1.0 - (0.10 + 0.62 * edge) * (0.45 + 0.55 * wet) * mirrors);
}

