// Package disk reads and writes whole files: regular ones only, never more than
// a limit, and never half of one.
package disk

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
	"time"

	"github.com/workloadlang/wl/internal/fact"
	"github.com/workloadlang/wl/internal/message"
)

// readTimeout ends reading what looks like a regular file and is none, as some
// files of /proc that wait for the kernel to say something.
const readTimeout = 10 * time.Second

// NotRegularError means that a name stands for something that is not read or
// replaced: a device, a named pipe, a socket, a directory.
type NotRegularError struct {
	Name string
	Mode fs.FileMode
}

// NotRegular is a NotRegularError as a fact: its path, and what it is: directory, pipe,
// socket, device, link or other.
const NotRegular fact.Code = "not_a_regular_file"

func (e *NotRegularError) Error() string {
	return fmt.Sprintf("%s is %s, not a regular file", e.Name, e.What())
}

// Fact is the failure's.
func (e *NotRegularError) Fact() fact.Fact {
	is, _ := e.is()
	return fact.New(NotRegular, fact.Args{"path": e.Name, "is": is})
}

// What is what the name stands for: "a named pipe".
func (e *NotRegularError) What() message.Text {
	_, what := e.is()
	return what
}

// is is what the name stands for, as the fact and as a message have it.
func (e *NotRegularError) is() (code string, what message.Text) {
	switch {
	case e.Mode.IsDir():
		return "directory", message.New("a directory")
	case e.Mode&fs.ModeNamedPipe != 0:
		return "pipe", message.New("a named pipe")
	case e.Mode&fs.ModeSocket != 0:
		return "socket", message.New("a socket")
	case e.Mode&fs.ModeDevice != 0:
		return "device", message.New("a device")
	case e.Mode&fs.ModeSymlink != 0:
		return "link", message.New("a symbolic link")
	}
	return "other", message.New("a special file")
}

// TooLargeError means that a file has more bytes than are read.
type TooLargeError struct {
	Name  string
	Limit int64 // in bytes
}

// TooLarge is a TooLargeError as a fact: its path, and the limit in mebibytes: mib.
const TooLarge fact.Code = "file_too_large"

func (e *TooLargeError) Error() string {
	return fmt.Sprintf("%s is larger than %d MiB", e.Name, e.Limit>>20)
}

// Fact is the failure's.
func (e *TooLargeError) Fact() fact.Fact {
	return fact.New(TooLarge, fact.Args{"path": e.Name, "mib": e.Limit >> 20})
}

// Read returns the content of a regular file of at most limit bytes, whatever
// size the file system says that it has. It waits for nobody: not for the
// writer of a named pipe either. Links are followed.
func Read(name string, limit int64) ([]byte, error) {
	info, err := os.Stat(name) // opening a device can have effects of its own
	if err != nil {
		return nil, err
	}
	if err := check(name, info, limit); err != nil {
		return nil, err
	}
	// Something else may have taken the file's place since.
	file, err := os.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if info, err = file.Stat(); err != nil {
		return nil, err
	}
	if err := check(name, info, limit); err != nil {
		return nil, err
	}
	if err := file.SetReadDeadline(time.Now().Add(readTimeout)); err != nil && !errors.Is(err, os.ErrNoDeadline) {
		return nil, err
	}
	return bounded(name, file, limit)
}

// ReadIn does so in a file system, whose own matter it is how long that takes.
func ReadIn(files fs.FS, name string, limit int64) ([]byte, error) {
	info, err := fs.Stat(files, name)
	if err != nil {
		return nil, err
	}
	if err := check(name, info, limit); err != nil {
		return nil, err
	}
	file, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return bounded(name, file, limit)
}

func bounded(name string, file io.Reader, limit int64) ([]byte, error) {
	content, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(content)) > limit {
		return nil, &TooLargeError{name, limit}
	}
	return content, nil
}

func check(name string, info fs.FileInfo, limit int64) error {
	if !info.Mode().IsRegular() {
		return &NotRegularError{name, info.Mode()}
	}
	if info.Size() > limit {
		return &TooLargeError{name, limit}
	}
	return nil
}
