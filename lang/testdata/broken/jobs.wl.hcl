stack "shop" {}

workload "daemons" {
  kind     = "DaemonSet"
  replicas = 2 # error: replicas does not apply to a DaemonSet; it applies to Deployment, StatefulSet and Job workloads.
  container "main" {
    image = "nginx:1.27"
  }
  schedule { # error: schedule does not apply to a DaemonSet; it applies to CronJob workloads.
    schedule = "@daily"
  }
  advanced {
    job { # error: job does not apply to a DaemonSet; it applies to Job and CronJob workloads.
      parallelism = 1
    }
    upgrade {
      strategy        = "Recreate"
      max_unavailable = 1 # error: max_unavailable is only for rolling upgrades, but the strategy is "Recreate".
    }
  }
}

workload "surging" {
  kind = "DaemonSet"
  container "main" {
    image = "nginx:1.27"
  }
  advanced {
    upgrade {
      max_surge = 1 # error: A DaemonSet with max_surge needs max_unavailable = 0.
    }
  }
}

workload "stuck" {
  kind = "DaemonSet"
  container "main" {
    image = "nginx:1.27"
  }
  advanced {
    upgrade {
      max_unavailable = 0 # error: max_unavailable is 0 and there is no max_surge
    }
  }
}

workload "limits" {
  kind = "CronJob"
  container "main" {
    image = "nginx:1.27"
  }
  schedule {
    schedule                      = "* * * * * *" # error: schedule must be a cron expression of minute, hour, day, month and weekday
    time_zone                     = "Mars/Base"   # error: time_zone must be the name of a time zone
    concurrency_policy            = "Deny"        # error: concurrency_policy must be "Allow", "Forbid" or "Replace"
    successful_jobs_history_limit = -1            # error: successful_jobs_history_limit must be 0 or more
    failed_jobs_history_limit     = -1            # error: failed_jobs_history_limit must be 0 or more
    starting_deadline_seconds     = -1            # error: starting_deadline_seconds must be 0 or more
  }
  advanced {
    job {
      completions             = -1       # error: completions must be 0 or more
      parallelism             = -1       # error: parallelism must be 0 or more
      active_deadline_seconds = 0        # error: active_deadline_seconds must be 1 or more
      backoff_limit           = -1       # error: backoff_limit must be 0 or more
      restart_policy          = "Always" # error: restart_policy must be "Never" or "OnFailure"
    }
    upgrade {
      max_surge = 1 # error: max_surge does not apply to a CronJob
    }
  }
}

workload "zone-in-schedule" {
  kind = "CronJob"
  container "main" {
    image = "nginx:1.27"
  }
  schedule {
    schedule = "TZ=UTC 0 2 * * *" # error: the time zone is set in time_zone
  }
}

workload "never" { # error: workload "never" has no schedule. Add schedule
  kind = "CronJob"
  container "main" {
    image = "nginx:1.27"
  }
}

workload "no-such-day" {
  kind = "CronJob"
  container "main" {
    image = "nginx:1.27"
  }
  schedule {
    schedule = "0 0 30 2 *" # warning: The date of "0 0 30 2 *" does not exist.
  }
}

workload "a-name-of-sixty-characters-is-too-long-for-the-runs-of-this" { # error: The name of a CronJob must have at most 52 characters
  kind = "CronJob"
  container "main" {
    image = "nginx:1.27"
  }
  schedule {
    schedule = "@daily"
  }
}

workload "twice" {
  kind     = "Job"
  replicas = 2
  container "main" {
    image = "nginx:1.27"
  }
  advanced {
    job {
      completions = 2 # error: replicas of a Job and job.completions set the same field.
      parallelism = 3 # error: parallelism (3) must be at most the number of Pods in total (2). Change it, or set limits = "kubernetes"
    }
  }
}

workload "runs" {
  kind = "Job"
  container "main" {
    image = "nginx:1.27"
  }
  advanced {
    job {
      run = "sometimes" # error: run must be "on_change" or "always"; this is "sometimes".
    }
  }
}

workload "runs-of-a-cronjob" {
  kind = "CronJob"
  container "main" {
    image = "nginx:1.27"
  }
  schedule {
    schedule = "@daily"
  }
  advanced {
    job {
      run = "always" # error: run does not apply to a CronJob; it applies to Job workloads.
    }
  }
}

workload "runs-protected" {
  kind = "Job"
  container "main" {
    image = "nginx:1.27"
  }
  advanced {
    job {
      run = "always" # error: With run = "always", the Job is deleted to run again, and lifecycle has prevent_destroy = true. Remove one of them.
    }
  }
  lifecycle { prevent_destroy = true }
}
