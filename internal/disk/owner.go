//go:build unix

package disk

import (
	"io/fs"
	"os"
	"syscall"
)

// keepOwner gives a new file the owner and the group of a former one, where they are others
// and that is permitted: who formats files as root in a container must not own them afterwards.
func keepOwner(file *os.File, former fs.FileInfo) {
	if was, known := former.Sys().(*syscall.Stat_t); known {
		_ = file.Chown(int(was.Uid), int(was.Gid)) // who may write a file may replace it, whoever owns it
	}
}
