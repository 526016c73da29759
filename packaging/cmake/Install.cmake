# What "cmake --install" puts where, and the Debian package that "cpack -G DEB" makes of it.
include(GNUInstallDirs)
set(CMAKE_INSTALL_DOCDIR ${CMAKE_INSTALL_DATADIR}/doc/nounscope)
set(linux ${CMAKE_CURRENT_LIST_DIR}/../linux)
set(id org.nounscope.NounScope)

install(TARGETS nounscope-cli RUNTIME)
install(FILES resources/starter.safetensors DESTINATION ${CMAKE_INSTALL_DATADIR}/nounscope)
install(FILES README.md packaging/THIRD_PARTY.md ${linux}/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})

# Man pages and the changelog lie compressed on Debian.
find_program(GZIP gzip REQUIRED)
function(nounscope_install_compressed source name destination)
  set(compressed ${PROJECT_BINARY_DIR}/packaging/${name}.gz)
  add_custom_command(OUTPUT ${compressed} DEPENDS ${source} VERBATIM
                     COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/packaging
                     COMMAND sh -c "\"$1\" -9nc \"$2\" > \"$3\"" sh ${GZIP} ${source} ${compressed})
  add_custom_target(compressed-${name} ALL DEPENDS ${compressed})
  install(FILES ${compressed} DESTINATION ${destination})
endfunction()
nounscope_install_compressed(${PROJECT_SOURCE_DIR}/CHANGELOG.md changelog ${CMAKE_INSTALL_DOCDIR})
nounscope_install_compressed(${linux}/nounscope-cli.1 nounscope-cli.1 ${CMAKE_INSTALL_MANDIR}/man1)

if(NOUNSCOPE_BUILD_UI)
  install(TARGETS nounscope RUNTIME)
  nounscope_install_compressed(${linux}/nounscope.1 nounscope.1 ${CMAKE_INSTALL_MANDIR}/man1)
  install(FILES ${linux}/${id}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
  install(FILES ${linux}/${id}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
  install(FILES ${linux}/nounscope-mime.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages RENAME nounscope.xml)
  install(FILES resources/icons/nounscope.svg
          DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps RENAME ${id}.svg)
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME nounscope)
set(CPACK_PACKAGE_VENDOR "The NounScope authors")
set(CPACK_PACKAGE_CONTACT "The NounScope authors <nounscope@nounscope.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "find out what is in a folder of pictures")
set(CPACK_PACKAGE_DESCRIPTION
    "NounScope looks at a folder of pictures and a dictionary, keeps the nouns
that truly describe the pictures, groups the pictures with their help, and
names the groups. Sliders, histograms and a gallery show what the nouns do
while they change; results leave as CSV files.
.
The package holds the window, nounscope, and the command line, nounscope-cli.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
                                                WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION graphics)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# libopenblas0-pthread: apt's own choice, the reference BLAS, is thirty times slower.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "wordnet-base, libopenblas0-pthread | libblis4-pthread")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "qt6-image-formats-plugins, fonts-dejavu-core")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "tuxpaint-stamps-default")
include(CPack)
