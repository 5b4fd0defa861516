stack "shop" {
  rollout {
    on_failure = "halt" # error: on_failure is set in the rollout block, too
  }
}

cluster "a" {
  labels = { tier = "prod" }
}
cluster "b" {}
cluster "c" {}
cluster "d" {}

rollout { # error: Every cluster must be in exactly one wave. In none: cluster.c, cluster.d.
  home       = cluster.e # error: There is no cluster.e
  on_failure = "stop" # error: "stop"
  wait       = true # error: A rollout block has no argument "wait"

  wave "first" {
    clusters       = [cluster.a, cluster.b]
    max_concurrent = "120%" # error: max_concurrent must be at most 100%
    max_failures   = -1 # error: max_failures must be 0 or more
    unreachable    = "ignore" # error: unreachable must be "fail" or "skip"
    soak           = "soon" # error: soak must be a time in hours
  }

  wave "first" { # error: wave "first" is already declared
    select = { tier = "prod" } # error: cluster.a is in the waves "first" and "first"
  }

  wave "empty" {
    clusters = [] # warning: wave "empty" has no clusters and is skipped
    analysis "x" {
      prometheus = { address = "prometheus:9090", query = "x" }
      interval   = "1ms" # error: interval must be 1s or more
      count      = 0 # error: count must be between 1 and 1000
      success    = result + 1 # error: success must be true or false
      failure    = resutl > 1 # error: Nothing is called "resutl"
    }
    analysis "y" { # error: analysis "y" has no prometheus
      interval = "1m"
      count    = 1
      success  = target.name == "a" # error: target is the cluster of the objects
    }
    approval {
      groups = [] # error: The number of elements of groups must be 1 or more
      quorum = 0 # error: quorum must be between 1 and 100
    }
    check "smoke" {
      workload = "smoke" # error: workload must be the address of a Job
    }
  }

  window {
    deny     = "@every 5m" # error: deny must be a cron expression
    duration = "1s" # error: duration must be 1m or more
  }

  window {
    allow    = "0 0 30 2 *"
    duration = "1h"
    time_zone = "Mars/Olympus" # error: time_zone must be the name of a time zone
  }

  notify "hook" {
    url = "hooks.example.com" # error: url must be a URL
    on  = ["often"] # error: on[0] must be
  }
}
