package fact

import (
	"io/fs"
	"syscall"
)

// FileFailed is a file of which the operating system has refused something: its argument
// path, and why: said, one of the codes below or what the system says.
const FileFailed Code = "file_failed"

// What the operating system refuses, and why.
const (
	NoSuchFile       Code = "no_such_file"
	PermissionDenied Code = "permission_denied"
	IsDirectory      Code = "is_directory"
	NoDirectory      Code = "not_a_directory"
	DiskFull         Code = "no_space_left"
	ReadOnly         Code = "read_only_file_system"
	LinksInCircle    Code = "too_many_links"
)

// ofSystem is an error of the operating system as a fact; the zero fact of others, and of
// those that say more.
func ofSystem(err error) Fact {
	switch e := err.(type) { // not errors.As: what wraps one says more
	case *fs.PathError:
		return NewError(e.Err, FileFailed, Args{"path": e.Path}).What
	case syscall.Errno:
		if code := systemCode(e); code != "" {
			return New(code, nil)
		}
	}
	return Fact{}
}

func systemCode(err syscall.Errno) Code {
	switch err {
	case syscall.ENOENT:
		return NoSuchFile
	case syscall.EACCES, syscall.EPERM:
		return PermissionDenied
	case syscall.EISDIR:
		return IsDirectory
	case syscall.ENOTDIR:
		return NoDirectory
	case syscall.ENOSPC:
		return DiskFull
	case syscall.EROFS:
		return ReadOnly
	case syscall.ELOOP:
		return LinksInCircle
	}
	return ""
}
