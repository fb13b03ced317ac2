; Filbert's installer: for all users of a PC. An upgrade goes over what is there; what a station keeps lies in
; %ProgramData%\Filbert and is never touched, by removing Filbert neither.
;
;   Filbert-setup.exe /S [/D=C:\Folder]     without asking anything; /D must come last, without quotation marks
;   uninstall.exe /S                        removes it without asking
;
; Exit codes: 0 done, 1 called off, 2 Filbert is open, or a file can't be written.

Unicode true
SetCompressor /SOLID lzma
SetCompressorDictSize 64
ManifestDPIAware true
RequestExecutionLevel admin

!include MUI2.nsh
!include x64.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Filbert"
!define USERS "*S-1-5-32-545" ; the group Users, whatever it is called in the language of the PC

Name "Filbert ${VERSION}"
OutFile "${OUTPUT}"
InstallDir "$PROGRAMFILES64\Filbert"
BrandingText "Filbert ${VERSION}"
Icon "${ICON}"
UninstallIcon "${ICON}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "Filbert"
VIAddVersionKey CompanyName "The Filbert authors"
VIAddVersionKey FileDescription "Installs Filbert"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey LegalCopyright "Copyright 2026 the Filbert authors. Apache License 2.0."

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\Filbert.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE English

!macro RefuseWhileOpen
    ClearErrors
    ${If} ${FileExists} "$INSTDIR\Filbert.exe"
        FileOpen $0 "$INSTDIR\Filbert.exe" a ; a program that runs can't be written to
        ${If} ${Errors}
            MessageBox MB_ICONSTOP "Filbert is open. Close it, then start again." /SD IDOK
            SetErrorLevel 2
            Quit
        ${EndIf}
        FileClose $0
    ${EndIf}
!macroend

Function .onInit
    SetShellVarContext all
    SetRegView 64
    ReadRegStr $0 HKLM "${KEY}" "InstallLocation"
    ${If} $0 != ""
    ${AndIf} $INSTDIR == "$PROGRAMFILES64\Filbert"
        StrCpy $INSTDIR $0 ; an upgrade goes where Filbert is
    ${EndIf}
FunctionEnd

Function un.onInit
    SetShellVarContext all
    SetRegView 64
FunctionEnd

Section
    !insertmacro RefuseWhileOpen
    RMDir /r "$INSTDIR\_internal" ; nothing of an earlier version stays beside the new one
    SetOutPath "$INSTDIR"
    ClearErrors
    File /r "${PROGRAM}/*"
    ${If} ${Errors}
        SetErrorLevel 2
        Abort "Filbert's files can't be written to $INSTDIR."
    ${EndIf}
    WriteUninstaller "$INSTDIR\uninstall.exe"

    CreateDirectory "$APPDATA\Filbert" ; %ProgramData%: everybody who signs in works with the same recipes
    nsExec::Exec '"$SYSDIR\icacls.exe" "$APPDATA\Filbert" /grant ${USERS}:(OI)(CI)M /Q'
    Pop $0
    ${If} $0 != 0
        DetailPrint "Users were not given the right to change $APPDATA\Filbert ($0)."
    ${EndIf}

    CreateShortcut "$SMPROGRAMS\Filbert.lnk" "$INSTDIR\Filbert.exe"
    WriteRegStr HKLM "${KEY}" "DisplayName" "Filbert"
    WriteRegStr HKLM "${KEY}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKLM "${KEY}" "Publisher" "The Filbert authors"
    WriteRegStr HKLM "${KEY}" "DisplayIcon" "$INSTDIR\Filbert.exe"
    WriteRegStr HKLM "${KEY}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKLM "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKLM "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKLM "${KEY}" "EstimatedSize" ${SIZE}
    WriteRegDWORD HKLM "${KEY}" "NoModify" 1
    WriteRegDWORD HKLM "${KEY}" "NoRepair" 1
SectionEnd

Section Uninstall
    !insertmacro RefuseWhileOpen
    RMDir /r "$INSTDIR\_internal"
    Delete "$INSTDIR\Filbert.exe"
    Delete "$INSTDIR\filbert-cli.exe"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR" ; only if nothing else lies there
    Delete "$SMPROGRAMS\Filbert.lnk"
    DeleteRegKey HKLM "${KEY}"
    DetailPrint "Recipes, settings and records stay in $APPDATA\Filbert. Delete that folder to remove them too."
    MessageBox MB_ICONINFORMATION "Recipes, settings and records stay in $APPDATA\Filbert." /SD IDOK
SectionEnd
