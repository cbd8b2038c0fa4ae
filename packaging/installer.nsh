; Found by electron-builder in this folder. An uninstaller that is not making room for an update has
; the program remove what each person's ABHA Desk has stored on this PC, while it is still there.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    ReadRegStr $R1 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList" "ProfilesDirectory"
    ExpandEnvStrings $R1 $R1
    FindFirst $R2 $R3 "$R1\*"
    abhaDeskNextPerson:
      StrCmp $R3 "" abhaDeskNobodyLeft
      IfFileExists "$R1\$R3\AppData\Roaming\${PRODUCT_NAME}\*.*" 0 abhaDeskGoOn
        DetailPrint "Removing what ${PRODUCT_NAME} stored for $R3"
        ExecWait '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" --reset-this-pc "--user-data-dir=$R1\$R3\AppData\Roaming\${PRODUCT_NAME}"' $R4
        StrCmp $R4 "0" abhaDeskGoOn
        DetailPrint "Something stays in $R1\$R3\AppData\Roaming\${PRODUCT_NAME}"
      abhaDeskGoOn:
      FindNext $R2 $R3
      Goto abhaDeskNextPerson
    abhaDeskNobodyLeft:
    FindClose $R2
  ${endIf}
!macroend
