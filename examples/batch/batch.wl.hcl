# Work that ends: a migration that runs once, and a report every working day.
stack "batch" {
  namespace = "batch"
}

namespace "batch" {}

volume_claim "reports" {
  size = "1Gi"
}

workload "migration" {
  kind        = "Job"
  description = "Brings the tables up to date."

  container "migrate" {
    image  = "registry.example.com/shop/migrate:3.1.0"
    cpu    = { limit = "500m" }
    memory = { limit = "128Mi" }
  }

  advanced {
    job {
      active_deadline_seconds = 900
      backoff_limit           = 2
    }
  }
}

workload "report" {
  kind        = "CronJob"
  description = "Writes the day's sales."
  depends_on  = [workload.migration]

  schedule {
    schedule           = "30 18 * * MON-FRI"
    time_zone          = "Europe/Berlin"
    concurrency_policy = "Forbid"
  }

  container "report" {
    image  = "registry.example.com/shop/report:2.4.1"
    cpu    = { limit = "500m" }
    memory = { limit = "256Mi" }
    storage {
      mount "/reports" {
        volume = "reports"
      }
    }
  }

  volume "reports" {
    persistent_volume_claim = { claim_name = volume_claim.reports.name }
  }
}
