package connection

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
)

const (
	// retryPatience is how long a server may have a request wait that it refuses for now
	// without that being reported.
	retryPatience = 3 * time.Second
	// maxRefusal is what is read of such an answer.
	maxRefusal = 16 << 10
)

// storageUnready is how a server refuses to list a kind as long as it cannot read all that
// it has stored of it: for a moment after it has started, and for good where a conversion
// webhook is down or an object cannot be decoded.
const storageUnready = "storage is (re)initializing"

// IsStorageUnready reports whether a server refuses to list a kind because it cannot read
// what it has stored of it.
func IsStorageUnready(err error) bool {
	var status apierrors.APIStatus
	return apierrors.IsTooManyRequests(err) && errors.As(err, &status) && strings.Contains(status.Status().Message, storageUnready)
}

// unconverted is how a server says that a conversion webhook fails, and of which version the
// objects are that it has to convert.
var unconverted = regexp.MustCompile(`conversion webhook for (\S+), Kind=\S+ failed`)

// Unconverted returns the version in which a server has an object that a conversion webhook
// fails to convert to another one, as "example.com/v1"; empty where an error is none of that.
func Unconverted(err error) string {
	var status apierrors.APIStatus
	if !errors.As(err, &status) {
		return ""
	}
	if m := unconverted.FindStringSubmatch(status.Status().Message); m != nil {
		return m[1]
	}
	return ""
}

// postponed sees the answers by which a server has a request sent again later, as client-go
// does. The longer a kind's storage has not been ready, the longer is the time that the server
// names: where it is long, waiting is in vain.
type postponed struct {
	next  http.RoundTripper
	waits *waits
}

func (p postponed) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := p.next.RoundTrip(r)
	if err != nil || resp.StatusCode != http.StatusTooManyRequests && resp.StatusCode < 500 {
		return resp, err
	}
	seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
	after := time.Duration(seconds) * time.Second
	if after <= retryPatience {
		return resp, nil
	}
	begin, err := io.ReadAll(io.LimitReader(resp.Body, maxRefusal))
	if err != nil {
		_ = resp.Body.Close()
		return nil, err
	}
	resp.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(begin), resp.Body), resp.Body}
	if bytes.Contains(begin, []byte(storageUnready)) {
		resp.Header.Del("Retry-After")
	} else {
		p.waits.postponed(after)
	}
	return resp, nil
}
