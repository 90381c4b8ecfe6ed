import QtQuick

/// Lines of 45° over what is not to be trusted.
Canvas {
    id: hatch

    property color ink: "white"

    onPaint: {
        const context = getContext("2d")
        context.reset()
        context.strokeStyle = Qt.rgba(ink.r, ink.g, ink.b, .22)
        context.lineWidth = 1.5
        for (let x = -height; x < width; x += 13) {
            context.beginPath()
            context.moveTo(x, height)
            context.lineTo(x + height, 0)
            context.stroke()
        }
    }
}
