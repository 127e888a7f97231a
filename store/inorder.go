package store

import "sync"

// inOrder takes one thing after the other from next, until there is none, works
// on several of them at a time, and hands them on in their order. Next and hand
// are called from the caller's goroutine, next some things ahead; worker makes
// what works in one goroutine. With one worker all is done by the caller. The
// first error ends it.
func inOrder[T any](workers int, next func() (T, bool, error), worker func() func(T) error, hand func(T) error) error {
	if workers < 2 {
		return oneByOne(next, worker(), hand)
	}
	type job struct {
		thing T
		done  chan error
	}
	ahead := 2 * workers
	jobs := make(chan job, ahead)
	var running sync.WaitGroup
	defer running.Wait()
	defer close(jobs)
	for range workers {
		running.Go(func() {
			work := worker()
			for j := range jobs {
				j.done <- guarded(func() error { return work(j.thing) })
			}
		})
	}
	var waiting []job
	for more := true; more || len(waiting) > 0; {
		for more && len(waiting) < ahead {
			thing, ok, err := next()
			if err != nil {
				return err
			}
			if more = ok; ok {
				j := job{thing, make(chan error, 1)}
				jobs <- j
				waiting = append(waiting, j)
			}
		}
		if len(waiting) == 0 {
			return nil
		}
		first := waiting[0]
		waiting = append(waiting[:0], waiting[1:]...)
		if err := <-first.done; err != nil {
			return err
		}
		if err := hand(first.thing); err != nil {
			return err
		}
	}
	return nil
}

func oneByOne[T any](next func() (T, bool, error), work, hand func(T) error) error {
	for {
		thing, ok, err := next()
		if err != nil || !ok {
			return err
		}
		if err := work(thing); err != nil {
			return err
		}
		if err := hand(thing); err != nil {
			return err
		}
	}
}
