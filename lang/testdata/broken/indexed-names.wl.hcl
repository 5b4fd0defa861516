stack "shop" {
  limits = "kubernetes"
}

workload "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" { # error: -10" must have at most 63 characters of a-z, 0-9 and -, and has 64. Shorten the name
  kind = "Job"
  container "main" {
    image = "busybox:1.37"
  }
  advanced {
    job {
      completion_mode = "Indexed"
      completions     = 11
    }
  }
}

workload "baaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" {
  kind = "Job"
  container "main" {
    image = "busybox:1.37"
  }
  advanced {
    job {
      completion_mode = "Indexed"
      completions     = 10
    }
  }
}

workload "caaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" {
  kind = "Job"
  container "main" {
    image = "busybox:1.37"
  }
  advanced {
    job {
      completions = 100
    }
  }
}

workload "jobs" {
  kind     = "Job"
  name     = "daaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" # error: -999" must have at most 63
  replicas = 1000
  container "main" {
    image = "busybox:1.37"
  }
  advanced {
    job {
      completion_mode = "Indexed"
    }
  }
}

workload "c123456789012345678901234567890123456789012345678901" { # error: must have at most 63 characters
  kind = "CronJob"
  schedule {
    schedule = "0 1 * * *"
  }
  container "main" {
    image = "busybox:1.37"
  }
  advanced {
    job {
      completion_mode = "Indexed"
      completions     = 20
    }
  }
}
