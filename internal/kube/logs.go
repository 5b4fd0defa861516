package kube

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"k8s.io/client-go/rest"

	"github.com/workloadlang/wl/internal/kind"
	"github.com/workloadlang/wl/internal/kube/internal/connection"
	"github.com/workloadlang/wl/internal/object"
)

// LogRequest is which log of a container is read, and how much of it.
type LogRequest struct {
	Namespace, Pod, Container string
	Previous                  bool          // that of its run before the current one
	Follow                    bool          // also what it writes from now on, until it ends
	Tail                      *int64        // only so many of the last lines; nil for all
	Since                     time.Duration // only what is not older; 0 for all
	From                      time.Time     // only what was written in this second or later; zero for all
}

// LogLine is a line that a container has written.
type LogLine struct {
	Time time.Time // zero where the line is the rest of a long one
	Text string
}

// subject is what the request is about.
func (q *LogRequest) subject() string {
	return fmt.Sprintf("the logs of container %s of %s", q.Container, q.ref())
}

func (q *LogRequest) ref() object.Ref { return object.NewRef(kind.Pod, q.Namespace, q.Pod) }

// Logs calls line for each line of a log, in order. A log that is followed ends when
// the container does, or with ctx, whose error that is then.
func (r reader) Logs(ctx context.Context, q LogRequest, line func(LogLine) error) error {
	k, err := r.lookup(ctx, kind.Pod, "")
	if err != nil {
		return r.explain(ctx, q.ref(), q.subject(), err)
	}
	if err := checkPlace(k, q.ref()); err != nil {
		return err
	}
	lines, err := r.connection.Lines(ctx, r.logRequest(k, q).Param("timestamps", "true"))
	if err != nil {
		return r.explain(ctx, q.ref(), q.subject(), err)
	}
	defer lines.Close()
	for {
		text, err := lines.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case ctx.Err() != nil:
			return connection.Ended(ctx)
		case err != nil:
			return r.explain(ctx, q.ref(), q.subject(), err)
		}
		if err := line(logLine(text)); err != nil {
			return err
		}
	}
}

// logLine takes the time off a line that the server has put it before.
func logLine(text string) LogLine {
	stamp, rest, _ := strings.Cut(text, " ")
	at, err := time.Parse(time.RFC3339Nano, stamp)
	if err != nil {
		return LogLine{Text: text}
	}
	return LogLine{at, rest}
}

// maxLogs bounds the last lines of a log: a line may have no end.
const maxLogs = 1 << 20

// PodLogs reads the last lines that a container wrote; previous means its
// earlier, ended run.
func (r reader) PodLogs(ctx context.Context, namespace, pod, container string, previous bool, tailLines int64) (string, error) {
	q := LogRequest{Namespace: namespace, Pod: pod, Container: container, Previous: previous, Tail: &tailLines}
	result, err := r.sendToKind(ctx, r.connection.Ask, wanted{GroupKind: kind.Pod}, func(k kind.Resource) (*rest.Request, error) {
		return r.logRequest(k, q).Param("limitBytes", strconv.Itoa(maxLogs)), checkPlace(k, q.ref())
	})
	if err != nil {
		return "", r.explain(ctx, q.ref(), q.subject(), err)
	}
	raw, err := result.Raw()
	return string(raw), err
}

func (r reader) logRequest(k kind.Resource, q LogRequest) *rest.Request {
	request := r.connection.Request(http.MethodGet, itemPath(k, q.ref())+"/log").
		Param("container", q.Container).
		SetHeader("Accept", "*/*")
	if q.Previous {
		request.Param("previous", "true")
	}
	if q.Follow {
		request.Param("follow", "true")
	}
	if q.Tail != nil {
		request.Param("tailLines", strconv.FormatInt(*q.Tail, 10))
	}
	switch {
	case !q.From.IsZero():
		request.Param("sinceTime", q.From.UTC().Format(time.RFC3339))
	case q.Since > 0:
		request.Param("sinceSeconds", strconv.FormatInt(int64((q.Since+time.Second-1)/time.Second), 10))
	}
	return request
}
