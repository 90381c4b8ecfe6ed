// Cool near the entrance, warm towards the light at the far end: fog's colour, and how much of it.
vec4 veilAt(vec3 place, float away)
{
    float far = clamp(-place.z / hallSize.z, 0.0, 1.0);
    float thick = clamp(1.2 - place.y / hallSize.y * 0.55, 0.3, 1.2);
    return vec4(mix(nearFog, farFog, far * far * far), 1.0 - exp(-pow(away * fogginess * thick, 1.4)));
}

