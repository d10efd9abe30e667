# A compound negative binomial by Panjer's recursion in actuar: seconds of processor time for one law with its
# quantiles, on the first line, and the quantiles at the levels asked for, on the second.
# Arguments: r, mean, shape, scale, step, highest severity, repetitions, levels.
suppressMessages(library(actuar))
given <- as.numeric(commandArgs(TRUE))
r <- given[1]; mean <- given[2]; shape <- given[3]; scale <- given[4]
step <- given[5]; highest <- given[6]; repetitions <- given[7]; levels <- given[-(1:7)]

once <- function() {
  severity <- discretize(pgamma(x, shape, scale = scale), from = 0, to = highest, step = step, method = "rounding")
  law <- aggregateDist("recursive", model.freq = "negative binomial", model.sev = severity,
                       size = r, prob = r / (r + mean), x.scale = step, maxit = 1e6, tol = 1e-8)
  quantile(law, levels)
}

least <- Inf
for (lap in 1:3) {
  used <- system.time(for (n in seq_len(repetitions)) found <- once())
  least <- min(least, (used[["user.self"]] + used[["sys.self"]]) / repetitions)
}
cat(least, "\n", found, "\n")
