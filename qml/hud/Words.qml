import QtQuick
import RigAlpha

/// Text as the whole of the floor writes it: never anything but plain, sharp at every size.
Text {
    id: words

    required property sceneStyle style
    property int size: 12 // px
    property bool strong: false
    property bool second: false
    property bool figures: false // numbers that are compared

    textFormat: Text.PlainText
    color: second ? style.textSecond : style.text
    font {
        family: words.figures ? words.style.figures : words.style.words
        pixelSize: words.size
        weight: words.strong ? (words.figures ? Font.Bold : Font.DemiBold) : Font.Normal
        hintingPreference: Font.PreferVerticalHinting
    }
    renderType: Text.NativeRendering
}
