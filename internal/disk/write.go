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

// CheckWrite reports whether Write would refuse what stands at name now, or could not write in
// its directory. It leaves nothing there.
func CheckWrite(name string) error {
	name, err := destination(name)
	if err != nil {
		return err
	}
	file, err := beside(name)
	if err != nil {
		return err
	}
	return errors.Join(file.Close(), os.Remove(file.Name()))
}

// beside makes a new file in the directory of one. The error names the directory: the file's
// own name means nothing to anybody.
func beside(name string) (*os.File, error) {
	dir := filepath.Dir(name)
	file, err := os.CreateTemp(dir, ".wl-*")
	if cause := new(fs.PathError); errors.As(err, &cause) {
		return nil, &fs.PathError{Op: cause.Op, Path: dir, Err: cause.Err}
	}
	return file, err
}

// Write makes or replaces a file, readable by its owner only, whole or not at
// all. Where name is a symbolic link, the file that it leads to is written.
// What is no regular file is refused, with a NotRegularError.
func Write(name string, content []byte) error {
	name, err := destination(name)
	if err != nil {
		return err
	}
	return swap(name, content, nil)
}

// Rewrite gives a file that is there other content, as Write does, and leaves who
// may read and write it as that is, and its owner as far as the process may choose one.
func Rewrite(name string, content []byte) error {
	name, err := destination(name)
	if err != nil {
		return err
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	return swap(name, content, info)
}

// swap puts a new file in the place of one, with the mode and the owner of former where that
// is given.
func swap(name string, content []byte, former fs.FileInfo) error {
	file, err := beside(name)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if err == nil && former != nil {
		keepOwner(file, former)
		err = file.Chmod(former.Mode().Perm())
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		_ = os.Remove(file.Name()) // the first error says more
	}
	if cause := new(fs.PathError); errors.As(err, &cause) {
		return &fs.PathError{Op: cause.Op, Path: name, Err: cause.Err} // the new file's own name means nothing to anybody
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
		// What the kernel's own links lead to, such as /dev/stdout to a pipe, has no other name.
		if info, err := os.Stat(link); err == nil && !info.Mode().IsRegular() {
			return "", &NotRegularError{link, info.Mode()}
		}
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
