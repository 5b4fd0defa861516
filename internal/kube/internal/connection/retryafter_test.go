package connection

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

type answers struct{ resp *http.Response }

func (a answers) RoundTrip(*http.Request) (*http.Response, error) { return a.resp, nil }

// A server that asks to be asked again is, and it is said where that takes long; a kind that
// it cannot list is not waited for.
func TestPostponedRequests(t *testing.T) {
	for name, c := range map[string]struct {
		code           int
		after, message string
		keeps          bool // client-go sends the request again
		said           time.Duration
	}{
		"overloaded":                    {429, "1", "too many requests", true, 0},
		"overloaded for long":           {429, "30", "too many requests", true, 30 * time.Second},
		"not there for long":            {503, "20", "starting", true, 20 * time.Second},
		"storage unready for a moment":  {429, "1", storageUnready, true, 0},
		"storage unready for long":      {429, "30", storageUnready, false, 0},
		"storage unready, and no time":  {429, "", storageUnready, false, 0},
		"another kind of answer":        {404, "30", "not found", true, 0},
		"storage unready, in protobuf":  {429, "9", "k8s\x00\x12" + storageUnready + "\x1a", false, 0},
		"nothing that says a number":    {429, "soon", "too many requests", true, 0},
		"more than is read of an error": {500, "5", strings.Repeat("x", 2*maxRefusal), true, 5 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			var said time.Duration
			resp := &http.Response{StatusCode: c.code, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(c.message))}
			if c.after != "" {
				resp.Header.Set("Retry-After", c.after)
			}
			w := &waits{report: func(w Wait) { said = w.Postponed }, said: map[string]time.Time{}}
			got, err := postponed{answers{resp}, w}.RoundTrip(nil)
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(got.Body)
			if err != nil || string(body) != c.message {
				t.Errorf("the answer is %d bytes, %v", len(body), err)
			}
			if keeps := got.Header.Get("Retry-After") != ""; keeps != (c.keeps && c.after != "") || said != c.said {
				t.Errorf("sent again: %v, said: %v", keeps, said)
			}
		})
	}
}
