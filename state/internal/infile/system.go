package infile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// System is the operating system, as far as it is asked to change something: each call
// is one step.
type System interface {
	// Open opens a file, which it makes, if it is to, with the mode 0600.
	Open(name string, flag int) (*os.File, error)
	// Write makes a file that is not there, with the mode 0600.
	Write(name string, content []byte) error
	// Sync makes a file's content durable, or what files a directory has.
	Sync(name string) error
	Rename(from, to string) error
	Remove(name string) error
	// MkdirAll makes a directory that lasts, with those above it, each with the mode 0700.
	MkdirAll(dir string) error
}

// OS is the system that there is.
type OS struct{}

// Open opens a file, as the other methods do what System says.
func (OS) Open(name string, flag int) (*os.File, error) { return os.OpenFile(name, flag, 0o600) }

func (OS) Write(name string, content []byte) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if closed := file.Close(); err == nil {
		err = closed
	}
	return err
}

func (OS) Sync(name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	err = file.Sync()
	if closed := file.Close(); err == nil {
		err = closed
	}
	return err
}

func (OS) Rename(from, to string) error { return os.Rename(from, to) }
func (OS) Remove(name string) error     { return os.Remove(name) }

func (o OS) MkdirAll(dir string) error {
	parent := filepath.Dir(dir)
	if _, err := os.Stat(dir); err == nil || parent == dir {
		return err
	}
	err := o.MkdirAll(parent)
	if err == nil {
		err = os.Mkdir(dir, 0o700)
	}
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return o.Sync(parent)
}
