# Builds Filbert on a Windows PC: dist\windows\Filbert, its zip, and, where NSIS is installed, the installer.
# Needs Python 3.13 (py -3.13) and the internet. Signing is off unless FILBERT_CERTIFICATE holds the thumbprint of a
# certificate in this user's store; see packaging\README.md.
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot | Split-Path -Parent
$out = Join-Path $root 'dist\windows'
$work = Join-Path $root 'build\windows'
$python = Join-Path $work 'environment\Scripts\python.exe'

function Invoke-Checked([scriptblock] $Command) {
    & $Command
    if ($LASTEXITCODE -ne 0) { throw "Failed with $($LASTEXITCODE): $Command" }
}

function Add-Signature([string[]] $Files) {
    if (-not $env:FILBERT_CERTIFICATE) { return }
    Invoke-Checked { signtool sign /sha1 $env:FILBERT_CERTIFICATE /fd sha256 /tr $env:FILBERT_TIMESTAMP_SERVER /td sha256 $Files }
}

if (-not (Test-Path $python)) { Invoke-Checked { py -3.13 -m venv (Join-Path $work 'environment') } }
Invoke-Checked { & $python -m pip install --require-hashes -r (Join-Path $root 'packaging\requirements\windows.txt') }
Invoke-Checked { & $python -m pip install --no-deps $root }

$env:PYTHONHASHSEED = '1'
if (Test-Path $out) { Remove-Item -Recurse -Force $out }
Push-Location $root
try {
    Invoke-Checked {
        & $python -m PyInstaller --noconfirm --clean --log-level WARN --distpath $out `
            --workpath (Join-Path $work 'pyinstaller') packaging\filbert.spec
    }
}
finally { Pop-Location }
Add-Signature (Get-ChildItem (Join-Path $out 'Filbert') -Recurse -Include '*.exe', '*.dll', '*.pyd' | ForEach-Object FullName)

$version = (Select-String -Path (Join-Path $root 'pyproject.toml') -Pattern '^version = "(.*)"$').Matches[0].Groups[1].Value
Compress-Archive -Path (Join-Path $out 'Filbert') -DestinationPath (Join-Path $out "Filbert-$version-portable.zip")

$makensis = Get-Command makensis -ErrorAction SilentlyContinue
if (-not $makensis) {
    Write-Warning 'makensis is not on the path: there is no installer. NSIS 3.08 or newer has it.'
    exit 0
}
$setup = Join-Path $out "Filbert-$version-setup.exe"
$size = [int]((Get-ChildItem (Join-Path $out 'Filbert') -Recurse | Measure-Object Length -Sum).Sum / 1kb)
Invoke-Checked {
    & $makensis '-V2' "-DVERSION=$version" "-DPROGRAM=$out\Filbert" "-DICON=$out\filbert.ico" "-DSIZE=$size" `
        "-DOUTPUT=$setup" (Join-Path $root 'packaging\windows\installer.nsi')
}
Add-Signature @($setup)
