package disk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/workloadlang/wl/internal/fact"
)

// LinkToNothing is a symbolic link where a file is to be written, to none: its path.
const LinkToNothing fact.Code = "link_to_nothing"

// CheckWrite reports whether Write would refuse what stands at name now.
func CheckWrite(name string) error {
	_, err := destination(name)
	return err
}

// Write makes or replaces a file, readable by its owner only, whole or not at
// all. Where name is a symbolic link, the file that it leads to is written.
// What is no regular file is refused, with a NotRegularError.
func Write(name string, content []byte) error {
	name, err := destination(name)
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(name), ".wl-*")
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		_ = os.Remove(file.Name()) // the first error says more
	}
	return err
}

// destination is the file that is to be written: name, or where it leads.
func destination(name string) (string, error) {
	info, err := os.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return name, nil
	}
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		link := name
		if name, err = filepath.EvalSymlinks(link); errors.Is(err, fs.ErrNotExist) {
			return "", fact.NewError(nil, LinkToNothing, fact.Args{"path": link})
		}
		if err == nil {
			info, err = os.Stat(name)
		}
	}
	if err != nil {
		return "", err
	}
	if !info.Mode().IsRegular() {
		return "", &NotRegularError{name, info.Mode()}
	}
	return name, nil
}
