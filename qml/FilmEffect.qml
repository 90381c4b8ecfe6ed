import QtQuick
import QtQuick3D
import RigAlpha

/// What a lens and a film make of the whole picture: light that blooms, dark corners, the film's curve, grain. Wants
/// the scene's light as it is, brighter than white where it is.
Effect {
    id: whole

    property real bloom: 1
    property real contrast: 1
    readonly property vector2d alongX: Qt.vector2d(1, 0)
    readonly property vector2d alongY: Qt.vector2d(0, 1)
    property vector2d along: alongX
    // Whose textures somebody else has to own: an effect that goes hears of its own ones' end after its own (6.4.2).
    required property Texture closeLight
    required property Texture wideLight
    readonly property TextureInput close: TextureInput { texture: whole.closeLight }
    readonly property TextureInput wide: TextureInput { texture: whole.wideLight }

    Shader {
        id: bright
        stage: Shader.Fragment
        shader: Qt.resolvedUrl("shaders/bright.frag")
    }
    Shader {
        id: shrink
        stage: Shader.Fragment
        shader: Qt.resolvedUrl("shaders/shrink.frag")
    }
    Shader {
        id: blur
        stage: Shader.Fragment
        shader: Qt.resolvedUrl("shaders/blur.frag")
    }
    Shader {
        id: film
        stage: Shader.Fragment
        shader: Qt.resolvedUrl("shaders/film.frag")
    }

    component Light: Buffer {
        format: Buffer.RGBA16F
        textureFilterOperation: Buffer.Linear
        textureCoordOperation: Buffer.ClampToEdge
    }
    Light { id: quarter; name: "quarter"; sizeMultiplier: .25 }
    Light { id: quarterAlong; name: "quarterAlong"; sizeMultiplier: .25 }
    Light { id: sixteenth; name: "sixteenth"; sizeMultiplier: .0625 }
    Light { id: sixteenthAlong; name: "sixteenthAlong"; sizeMultiplier: .0625 }

    passes: [
        Pass {
            shaders: bright
            output: quarter
        },
        Pass {
            shaders: shrink
            commands: BufferInput { buffer: quarter }
            output: sixteenth
        },
        Pass {
            shaders: blur
            commands: [
                SetUniformValue { target: "along"; value: whole.alongX },
                BufferInput { buffer: quarter }
            ]
            output: quarterAlong
        },
        Pass {
            shaders: blur
            commands: [
                SetUniformValue { target: "along"; value: whole.alongY },
                BufferInput { buffer: quarterAlong }
            ]
            output: quarter
        },
        Pass {
            shaders: blur
            commands: [
                SetUniformValue { target: "along"; value: whole.alongX },
                BufferInput { buffer: sixteenth }
            ]
            output: sixteenthAlong
        },
        Pass {
            shaders: blur
            commands: [
                SetUniformValue { target: "along"; value: whole.alongY },
                BufferInput { buffer: sixteenthAlong }
            ]
            output: sixteenth
        },
        Pass {
            shaders: film
            commands: [
                BufferInput { sampler: "close"; buffer: quarter },
                BufferInput { sampler: "wide"; buffer: sixteenth }
            ]
        }
    ]
}
