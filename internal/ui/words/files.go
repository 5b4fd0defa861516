package words

import (
	"github.com/workloadlang/wl/internal/disk"
	"github.com/workloadlang/wl/internal/fact"
)

// files are why a file cannot be read, or not be written.
func files() []row {
	return append(refusedBySystem(), []row{
		{fact.FileFailed, sentence{text: `{{.path}}: {{.said}}`}, sentence{text: `文件 {{.path}}：{{.said}}`}},
		{disk.NotRegular,
			sentence{text: `{{.path}} is {{if eq .is "directory"}}a directory{{else if eq .is "pipe"}}a named pipe{{else if eq .is "socket"}}a socket{{else if eq .is "device"}}a device{{else if eq .is "link"}}a symbolic link{{else}}a special file{{end}}, not a regular file`},
			sentence{text: `{{.path}} 是{{if eq .is "directory"}}目录{{else if eq .is "pipe"}}命名管道{{else if eq .is "socket"}}套接字{{else if eq .is "device"}}设备{{else if eq .is "link"}}符号链接{{else}}特殊文件{{end}}，不是普通文件`}},
		{disk.TooLarge, sentence{text: `{{.path}} is larger than {{.mib}} MiB`}, sentence{text: `{{.path}} 超过 {{.mib}} MiB`}},
		{disk.LinkToNothing, sentence{text: `{{.path}} is a symbolic link to a file that does not exist`}, sentence{text: `{{.path}} 是符号链接，而它指向的文件不存在`}},
	}...)
}

// refusedBySystem are why the operating system refuses something. Those that it says in the same
// words are translated by them where no fact has arrived.
func refusedBySystem() []row {
	return []row{
		{fact.NoSuchFile, sentence{text: `no such file or directory`}, sentence{text: `没有该文件或目录`}},
		{fact.PermissionDenied, sentence{text: `permission denied`}, sentence{text: `没有权限`}},
		{fact.IsDirectory, sentence{text: `is a directory`}, sentence{text: `是目录`}},
		{fact.NoDirectory, sentence{text: `not a directory`}, sentence{text: `不是目录`}},
		{fact.DiskFull, sentence{text: `no space left on the device`}, sentence{text: `设备上没有剩余空间`}},
		{fact.ReadOnly, sentence{text: `the file system is read-only`}, sentence{text: `文件系统是只读的`}},
		{fact.LinksInCircle, sentence{text: `too many levels of symbolic links`}, sentence{text: `符号链接层数过多`}},
	}
}
