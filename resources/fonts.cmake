# The window's fonts are copied out of the system's font packages into the program when it is built: a wall
# without those packages then looks like the desk. No font file lies in this tree.
function(rig_embed_fonts target)
    foreach(face B612-Regular B612-Bold Inter-Regular Inter-SemiBold Inter-Bold JetBrainsMono-Regular)
        file(GLOB_RECURSE files /usr/share/fonts/${face}.otf /usr/share/fonts/${face}.ttf
            /usr/local/share/fonts/${face}.otf /usr/local/share/fonts/${face}.ttf)
        if(NOT files)
            message(FATAL_ERROR "The font ${face} is not installed below /usr/share/fonts. "
                "Install the packages fonts-b612, fonts-inter and fonts-jetbrains-mono.")
        endif()
        list(GET files 0 file)
        set_source_files_properties(${file} PROPERTIES QT_RESOURCE_ALIAS ${face})
        list(APPEND faces ${file})
    endforeach()
    qt_add_resources(${target} fonts PREFIX /fonts FILES ${faces})
endfunction()
